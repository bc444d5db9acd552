package methodcache.provider.jackson;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import methodcache.provider.jackson.Codecs.Of;
import methodcache.provider.jackson.Values.Blob;
import methodcache.provider.jackson.Values.Chain;
import methodcache.provider.jackson.Values.Circle;
import methodcache.provider.jackson.Values.Color;
import methodcache.provider.jackson.Values.Everything;
import methodcache.provider.jackson.Values.Form;
import methodcache.provider.jackson.Values.Money;
import methodcache.provider.jackson.Values.Owner;
import methodcache.provider.jackson.Values.Page;
import methodcache.provider.jackson.Values.Pet;
import methodcache.provider.jackson.Values.Range;
import methodcache.provider.jackson.Values.Renamed;
import methodcache.provider.jackson.Values.Size;
import methodcache.provider.jackson.Values.Sparse;
import methodcache.provider.jackson.Values.Square;
import methodcache.provider.jackson.Values.User;

/** Users' records, beans and enums. */
final class ObjectCases {

    private ObjectCases() {}

    static final User ADA = new User(1, "Ada", Color.GREEN);
    static final User NOBODY = new User(-1, null, Color.RED);

    static Stream<Case> objects() {
        Chain chain = null;
        for (int i = 0; i < 199; i++) {
            chain = new Chain(i, chain);
        }
        Pet cat = new Values.Cat("Tom");
        Pet dog = new Values.Dog("Rex", new Values.Dog("Bo", new Values.None()));
        return Stream.of(
                Case.of(Color.RED),
                Case.of(new Of<Color>() {}, Color.GREEN),
                Case.of(Renamed.ONE),
                Case.of(ADA),
                Case.of(NOBODY),
                Case.of(chain),
                Case.of(new Everything(
                        true,
                        (byte) 1,
                        (short) 2,
                        3,
                        4,
                        0.5f,
                        -0.0,
                        'x',
                        5,
                        new BigDecimal("1.50"),
                        Instant.MAX,
                        Optional.of("a"),
                        OptionalInt.of(1),
                        EnumSet.allOf(Color.class),
                        new byte[] {1},
                        new int[][] {{1}})),
                Case.of(new Everything(
                        true,
                        (byte) 1,
                        (short) 2,
                        3,
                        4,
                        Float.NaN,
                        Double.NaN,
                        '\u0000',
                        null,
                        null,
                        null,
                        Optional.empty(),
                        OptionalInt.empty(),
                        null,
                        new byte[0],
                        new int[0][])),
                Case.of(
                        new Of<Page<User>>() {},
                        new Page<>(Arrays.asList(ADA, null), ADA, Map.of("a", List.of(NOBODY)))),
                Case.of(new Of<Page<List<Integer>>>() {}, new Page<>(List.of(List.of(1)), null, Map.of())),
                Case.of(
                        new Of<Page<Optional<Pet>>>() {},
                        new Page<>(List.of(Optional.of(cat)), Optional.empty(), Map.of())),
                Case.of(
                        new Of<Page<Page<Long>>>() {},
                        new Page<>(List.of(), new Page<>(List.of(1L), 2L, Map.of()), Map.of())),
                Case.of(new Blob("a", new byte[] {1, 2})),
                Case.of(new Range(1, 5)),
                Case.of(new Sparse(null, null)),
                Case.of(new Sparse("", List.of())),
                Case.of(new Values.Id(5)),
                Case.of(new Of<List<Values.Id>>() {}, List.of(new Values.Id(1L << 50))),
                Case.of(new Values.Nothing()),
                Case.of(Values.Bean.of("a", ADA, NOBODY)),
                Case.of(new Money(new BigDecimal("1.10"), "EUR")),
                Case.of(new Of<Pet>() {}, cat),
                Case.of(new Of<Pet>() {}, dog),
                Case.of(new Of<Pet>() {}, Size.BIG),
                Case.of(new Of<Pet>() {}, new Values.None()),
                Case.of(cat),
                Case.of(new Of<List<Pet>>() {}, List.of(cat, dog, Size.SMALL)),
                Case.of(new Of<Map<Size, Pet>>() {}, Map.of(Size.BIG, dog)),
                Case.of(new Owner(
                        cat, List.of(dog, Size.BIG), Map.of("a", cat), Optional.of(dog), new Pet[] {cat, null})),
                Case.of(new Of<Form>() {}, new Circle(1.5)),
                Case.of(new Of<List<Form>>() {}, List.of(new Circle(1), new Square(2))),
                Case.of(new Square(3)),
                Case.of(new Of<Page<Form>>() {}, new Page<>(List.of(new Circle(1)), new Square(2), Map.of())));
    }
}
