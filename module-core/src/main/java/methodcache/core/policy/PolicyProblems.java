package methodcache.core.policy;

import java.util.List;

/** What is wrong with the policies of a configuration. */
public final class PolicyProblems {

    private PolicyProblems() {}

    /** A group can't be put into another group: which is the call's then? */
    static List<String> groupInGroup(String group, Words words) {
        return words.group == null || words.group.equals(group)
                ? List.of()
                : List.of("inGroup(\"" + words.group + "\") in " + words.origin
                        + " has no effect, for its calls are in group \"" + group
                        + "\": say inGroup where the methods or calls are configured");
    }
}
