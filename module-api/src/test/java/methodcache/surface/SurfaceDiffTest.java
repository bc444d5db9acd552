package methodcache.surface;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SurfaceDiffTest {

    private static final String BEFORE = """
            module m
                exports m.api

            @FunctionalInterface interface m.api.Loader<T> extends java.io.Serializable
                T load() throws Exception

            record m.api.Pair(String left, String right)
            """;

    @Test
    void between_theSameText_isNothing() {
        assertThat(SurfaceDiff.between(BEFORE, BEFORE)).isEmpty();
    }

    @Test
    void between_membersHeadsAndTypes_areShownUnderTheirTypes() {
        String now = """
                module m
                    exports m.api

                @FunctionalInterface interface m.api.Loader<T> extends java.io.Serializable
                    T load(String) throws Exception
                    default void close()

                record m.api.Pair(String left, @Nullable String right)

                enum m.api.Side {LEFT, RIGHT}
                """;

        assertThat(SurfaceDiff.between(BEFORE, now)).isEqualTo("""
                m.api.Loader
                  - T load() throws Exception
                  + T load(String) throws Exception
                  + default void close()
                m.api.Pair
                  - record m.api.Pair(String left, String right)
                  + record m.api.Pair(String left, @Nullable String right)
                m.api.Side
                  + enum m.api.Side {LEFT, RIGHT}""");
    }

    @Test
    void between_anOrderThatChanged_isSaid() {
        assertThat(SurfaceDiff.between(BEFORE, BEFORE + "\n")).contains("layout");
    }
}
