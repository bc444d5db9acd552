package methodcache.core.invalidation;

import java.util.Set;
import java.util.function.Predicate;
import methodcache.core.key.StoreKeys;
import org.jspecify.annotations.Nullable;

/** Whether an event touches a value, by all that is known of the value itself. */
final class Touch {

    private Touch() {}

    /** Whether a target is the value's key, one of its tags, or what it depends on, directly or not; or covers one of these. */
    static boolean touches(Target event, Object key, @Nullable Reach reach) {
        if (event instanceof Target.Key one) {
            return one.storeKey().equals(key) || (reach != null && dependsOn(reach, one));
        }
        if (event instanceof Target.Prefix prefix) {
            return isOf(prefix, key) || (reach != null && dependsOn(reach, prefix));
        }
        if (reach != null && event instanceof Target.Tag tag) {
            return reaches(reach, target -> target.equals(tag) || isOf(target, tag));
        }
        if (reach != null && event instanceof Target.Pattern pattern) {
            return matches(reach, pattern) || reaches(reach, target -> overlap(target, pattern));
        }
        if (reach != null && event instanceof Target.AllTags all) {
            return hasAll(reach, all);
        }
        if (reach != null && event instanceof Target.Dependents dependents) {
            return reaches(reach, dependents.on()::equals);
        }
        return event instanceof Target.All;
    }

    private static boolean dependsOn(Reach reach, Target.Key key) {
        return reaches(
                reach,
                target ->
                        target.equals(key) || (target instanceof Target.Prefix prefix && isOf(prefix, key.storeKey())));
    }

    private static boolean dependsOn(Reach reach, Target.Prefix event) {
        return reaches(
                reach,
                target -> (target instanceof Target.Key key && isOf(event, key.storeKey()))
                        || (target instanceof Target.Prefix prefix && overlap(prefix, event)));
    }

    /** Whether a key is of a prefix. */
    static boolean isOf(Target.Prefix prefix, Object key) {
        return StoreKeys.startsWith(key, prefix.scope(), prefix.text());
    }

    private static boolean isOf(Target target, Target.Tag tag) {
        return target instanceof Target.Pattern pattern
                && pattern.scope().equals(tag.scope())
                && pattern.glob().matches(tag.text());
    }

    private static boolean overlap(Target.Prefix one, Target.Prefix other) {
        return one.scope().equals(other.scope())
                && (one.text().startsWith(other.text()) || other.text().startsWith(one.text()));
    }

    private static boolean overlap(Target target, Target.Pattern event) {
        return target instanceof Target.Pattern pattern
                && pattern.scope().equals(event.scope())
                && pattern.glob().overlaps(event.glob());
    }

    /** Whether one of its tags, or of an ancestor's, matches. */
    static boolean matches(Reach reach, Target.Pattern pattern) {
        for (Reach.Tags tags : reach.tags) {
            if (tags.scope().equals(pattern.scope()) && tags.texts().stream().anyMatch(pattern.glob()::matches)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it, or an ancestor, has every one of some tags. */
    static boolean hasAll(Reach reach, Target.AllTags all) {
        for (Reach.Tags tags : reach.tags) {
            Set<String> texts = tags.texts();
            if (tags.scope().equals(all.scope()) && texts.containsAll(all.tags())) {
                return true;
            }
        }
        return false;
    }

    private static boolean reaches(Reach reach, Predicate<Target> condition) {
        for (Target target : reach.targets) {
            if (condition.test(target)) {
                return true;
            }
        }
        return false;
    }
}
