package methodcache.blackbox.cluster;

import java.util.List;
import java.util.Set;
import methodcache.api.Invalidation;
import methodcache.api.policy.PolicyBuilder;

/** What the keys of the simulation are linked to, always the same, and which events touch them. */
final class Links {

    static final List<String> KEYS = List.of("a:1", "a:2", "b:1", "b:2", "c");

    private Links() {}

    private static Set<String> tags(String key) {
        return switch (key) {
            case "a:1" -> Set.of("t:1", "u");
            case "a:2" -> Set.of("t:2");
            default -> Set.of();
        };
    }

    static void say(String key, PolicyBuilder<?> policy) {
        policy.withTags(tags(key).toArray(String[]::new));
        switch (key) {
            case "b:1" -> policy.dependsOnTag("t:*");
            case "b:2" -> policy.dependsOnPrefix("a:");
            case "c" -> policy.dependsOn("a:1");
            default -> {}
        }
    }

    /** An event, and what it touches for certain. */
    @SuppressWarnings("ImmutableEnumChecker") // nobody changes them
    enum Happening {
        KEY_A1(Invalidation.keys("a:1"), Set.of("a:1", "b:2", "c")),
        KEY_B1(Invalidation.keys("b:1"), Set.of("b:1")),
        KEY_C(Invalidation.keys("c"), Set.of("c")),
        TAG_T1(Invalidation.tags("t:1"), Set.of("a:1", "b:1")),
        TAG_T2(Invalidation.tags("t:2"), Set.of("a:2", "b:1")),
        BOTH_TAGS(Invalidation.allTags("t:1", "u"), Set.of("a:1")),
        PREFIX_A(Invalidation.prefix("a:"), Set.of("a:1", "a:2", "b:2", "c")),
        PREFIX_B(Invalidation.prefix("b:"), Set.of("b:1", "b:2")),
        PATTERN(Invalidation.tagPattern("t:*"), Set.of("a:1", "a:2", "b:1")),
        EXPIRED(Invalidation.tags("u").expired(), Set.of("a:1")),
        ALL(Invalidation.all(), Set.copyOf(KEYS));

        final Invalidation invalidation;
        final Set<String> touches;

        Happening(Invalidation invalidation, Set<String> touches) {
            this.invalidation = invalidation;
            this.touches = touches;
        }

        /** Whether it names a key, by the key itself. */
        boolean touchesKey(String key) {
            return switch (this) {
                case KEY_A1, KEY_B1, KEY_C, PREFIX_A, PREFIX_B -> touches.contains(key) && key.charAt(0) == start();
                case ALL -> true;
                default -> false;
            };
        }

        private char start() {
            return this == KEY_B1 || this == PREFIX_B ? 'b' : this == KEY_C ? 'c' : 'a';
        }
    }
}
