package methodcache.core.policy;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import methodcache.api.configuration.RuntimeOverrides;
import methodcache.api.configuration.ServiceCall;
import methodcache.api.policy.PolicyBuilder;
import methodcache.core.key.MethodId;
import methodcache.core.policy.OverrideWords.Change;

/**
 * Changes policies while the cache runs. Words are asked for, and a bad one found, before the lock is taken and before
 * anything changes; under the lock, which keeps two changes from losing one another, it is found out what is bad only together
 * with others.
 */
final class Overrides implements RuntimeOverrides {

    private final MethodNames names;
    private final Consumer<Words> check;
    private final Consumer<OverrideWords> apply;
    private final Object lock = new Object();
    private OverrideWords words = OverrideWords.NONE;

    /**
     * Makes overrides.
     *
     * @param names tells which method a call names
     * @param check throws where words refer to what isn't there
     * @param apply puts overrides into force, or throws where they can't be
     */
    Overrides(MethodNames names, Consumer<Words> check, Consumer<OverrideWords> apply) {
        this.names = names;
        this.check = check;
        this.apply = apply;
    }

    @Override
    public RuntimeOverrides all(Consumer<? super PolicyBuilder<?>> words) {
        Change change = change(words, "overrides().all");
        return change(now -> now.withAll(change));
    }

    @Override
    public RuntimeOverrides group(String group, Consumer<? super PolicyBuilder<?>> words) {
        named(group);
        Change change = change(words, "overrides().group(\"" + group + "\")");
        List<String> clashes = PolicyProblems.groupInGroup(group, change.words());
        if (!clashes.isEmpty()) {
            throw new IllegalStateException(clashes.get(0));
        }
        return change(now -> now.withGroup(group, change));
    }

    @Override
    public <S> RuntimeOverrides method(
            Class<S> service, ServiceCall<? super S, ?> method, Consumer<? super PolicyBuilder<?>> words) {
        MethodId id = id(service, method);
        Change change = change(words, "overrides().method(" + service.getSimpleName() + ")");
        return change(now -> now.withMethod(id, change));
    }

    private static String named(String group) {
        if (requireNonNull(group, "group").isEmpty()) {
            throw new IllegalArgumentException("group must not be empty");
        }
        return group;
    }

    @Override
    public RuntimeOverrides disable() {
        return change(now -> now.withAll(Change.OFF));
    }

    @Override
    public RuntimeOverrides disableGroup(String group) {
        return change(now -> now.withGroup(named(group), Change.OFF));
    }

    @Override
    public <S> RuntimeOverrides disableMethod(Class<S> service, ServiceCall<? super S, ?> method) {
        MethodId id = id(service, method);
        return change(now -> now.withMethod(id, Change.OFF));
    }

    @Override
    public RuntimeOverrides clear() {
        return change(now -> OverrideWords.NONE);
    }

    private <S> MethodId id(Class<S> service, ServiceCall<? super S, ?> method) {
        return names.named(requireNonNull(service, "service"), requireNonNull(method, "method"));
    }

    private Change change(Consumer<? super PolicyBuilder<?>> words, String origin) {
        Words said = SaidWords.unclashing(SaidWords.of(requireNonNull(words, "words"), origin));
        check.accept(said);
        return new Change(said, false);
    }

    private RuntimeOverrides change(UnaryOperator<OverrideWords> change) {
        synchronized (lock) {
            OverrideWords changed = change.apply(words);
            apply.accept(changed);
            words = changed;
        }
        return this;
    }
}
