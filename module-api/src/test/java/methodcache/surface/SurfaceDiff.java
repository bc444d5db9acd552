package methodcache.surface;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What became of a surface, member by member under the types they belong to. */
final class SurfaceDiff {

    private static final Set<String> KINDS = Set.of("module", "interface", "@interface", "record", "enum", "class");

    private SurfaceDiff() {}

    /** The differences, or nothing when there are none. */
    static String between(String before, String now) {
        Map<String, Block> old = blocks(before);
        Map<String, Block> current = blocks(now);
        Set<String> names = new TreeSet<>(old.keySet());
        names.addAll(current.keySet());
        String text = names.stream()
                .map(name -> changes(name, old.getOrDefault(name, Block.NONE), current.getOrDefault(name, Block.NONE)))
                .filter(changes -> !changes.isEmpty())
                .collect(Collectors.joining("\n"));
        return text.isEmpty() && !before.equals(now) ? "only the order or the layout of the lines" : text;
    }

    private static String changes(String name, Block old, Block current) {
        List<String> lines = Stream.concat(
                        Stream.concat(minus(old.head, current.head, "- "), minus(old.members, current.members, "- ")),
                        Stream.concat(minus(current.head, old.head, "+ "), minus(current.members, old.members, "+ ")))
                .toList();
        return lines.isEmpty() ? "" : name + '\n' + String.join("\n", lines);
    }

    private static Stream<String> minus(Set<String> some, Set<String> others, String mark) {
        return some.stream().filter(line -> !others.contains(line)).map(line -> "  " + mark + line.strip());
    }

    private static Map<String, Block> blocks(String text) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        for (String block : text.split("\n\n", -1)) {
            List<String> lines = block.strip().lines().toList();
            if (!lines.isEmpty()) {
                blocks.put(
                        name(lines.get(0)),
                        new Block(Set.of(lines.get(0)), new TreeSet<>(lines.subList(1, lines.size()))));
            }
        }
        return blocks;
    }

    /** What follows the kind. */
    private static String name(String head) {
        List<String> words = List.of(head.split("[ <({]", -1));
        return words.stream()
                .skip(1)
                .filter(word -> KINDS.contains(words.get(words.indexOf(word) - 1)))
                .findFirst()
                .orElse(head);
    }

    private record Block(Set<String> head, Set<String> members) {
        static final Block NONE = new Block(Set.of(), Set.of());
    }
}
