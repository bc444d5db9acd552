package methodcache.blackbox.launch;

import java.io.File;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The modules on the path that Maven gave these tests, as jars or, before they are packaged, as folders of classes. Which path it is
 * doesn't matter.
 */
final class GivenModules {

    private static final Map<String, ModuleReference> BY_NAME = search();

    private GivenModules() {}

    static Collection<ModuleReference> all() {
        return BY_NAME.values();
    }

    static Path location(String module) {
        ModuleReference reference = BY_NAME.get(module);
        if (reference == null) {
            throw new IllegalStateException("no module " + module + " is among " + BY_NAME.keySet()
                    + ": make it a dependency of the black box");
        }
        return Path.of(reference.location().orElseThrow());
    }

    private static Map<String, ModuleReference> search() {
        Map<String, ModuleReference> found = new TreeMap<>();
        Stream.of("jdk.module.path", "java.class.path")
                .flatMap(property -> Stream.of(System.getProperty(property, "").split(File.pathSeparator, -1)))
                .map(Path::of)
                .filter(GivenModules::canHoldAModule)
                .flatMap(GivenModules::modules)
                .forEach(module -> found.putIfAbsent(module.descriptor().name(), module));
        return found;
    }

    private static boolean canHoldAModule(Path path) {
        return Files.isRegularFile(path.resolve("module-info.class"))
                || path.toString().endsWith(".jar");
    }

    private static Stream<ModuleReference> modules(Path path) {
        try {
            return ModuleFinder.of(path).findAll().stream();
        } catch (FindException e) {
            // A jar for the class path only, such as one of Surefire's.
            return Stream.empty();
        }
    }
}
