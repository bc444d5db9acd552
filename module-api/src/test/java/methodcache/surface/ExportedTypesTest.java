package methodcache.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import methodcache.api.CacheLayer;
import methodcache.api.internal.Core;
import methodcache.api.metrics.EvictionReason;
import org.junit.jupiter.api.Test;

/** The contract is interfaces and records, and speaks of nothing that a user can't name. */
class ExportedTypesTest {

    private static final Set<Class<?>> ENUMS = Set.of(CacheLayer.class, EvictionReason.class);

    @Test
    void exportedTypes_oneByOne_areInterfacesRecordsExceptionsAndTheEnumsWeKnow() {
        assertThat(ExportedTypes.all())
                .hasSizeGreaterThan(40)
                .allSatisfy(
                        type -> assertThat(isAllowed(type)).as(type.getName()).isTrue());
    }

    @Test
    void isAllowed_classesThatArent_areSeen() {
        assertThat(List.of(Core.class, AbstractBase.class, Thread.State.class)).noneMatch(ExportedTypesTest::isAllowed);
        assertThat(List.of(Pair.class, Mark.class, Runnable.class, Oops.class)).allMatch(ExportedTypesTest::isAllowed);
    }

    @Test
    void exportedTypes_theirSignatures_speakOfExportedTypesAndJavaBaseOnly() {
        assertThat(ExportedTypes.all())
                .allSatisfy(type -> assertThat(strangers(type)).isEmpty());
    }

    @Test
    void strangers_hiddenInGenericsBoundsAndArrays_areSeen() {
        assertThat(strangers(Leaking.class)).containsOnlyKeys(Core.class, Pair.class, Oops.class, Mark.class);
    }

    @Test
    void moduleDescriptor_dependencies_areJavaBaseAndAnnotationsThatNobodyNeedsAtRunTime() {
        assertThat(SurfaceText.of(ExportedTypes.descriptor()).lines().filter(line -> line.contains("requires ")))
                .containsExactlyInAnyOrder("    requires java.base", "    requires static org.jspecify");
    }

    @Test
    void moduleDescriptor_packages_areExportedToAllOrToNobody() {
        assertThat(ExportedTypes.packages()).isNotEmpty().noneMatch(name -> name.contains("internal"));
        assertThat(ExportedTypes.descriptor().exports()).noneMatch(export -> export.isQualified());
        assertThat(ExportedTypes.descriptor().opens()).isEmpty();
    }

    private static boolean isAllowed(Class<?> type) {
        return type.isInterface() || type.isRecord() || Throwable.class.isAssignableFrom(type) || ENUMS.contains(type);
    }

    /** What is neither exported by us nor part of java.base, with the place where it is said. */
    private static Map<Class<?>, String> strangers(Class<?> type) {
        Set<Class<?>> ours = Set.copyOf(ExportedTypes.all());
        return Signatures.of(type).entrySet().stream()
                .filter(said -> said.getKey().getModule() != Object.class.getModule())
                .filter(said -> !ours.contains(said.getKey()))
                .filter(said -> !said.getKey().getName().startsWith("org.jspecify.annotations."))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Mark
    abstract static class AbstractBase {}

    record Pair(String left, String right) {}

    @Retention(RetentionPolicy.RUNTIME)
    @interface Mark {}

    static final class Oops extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Speaks of what it must not, in the corners where one might not look. */
    @Mark
    interface Leaking extends Supplier<Optional<? extends Core>> {

        <T extends Comparable<Pair[][]>> Stream<T> ordered() throws Oops;
    }
}
