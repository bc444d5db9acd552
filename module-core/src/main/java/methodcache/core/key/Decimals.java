package methodcache.core.key;

import java.math.BigDecimal;

/**
 * Texts of floating-point numbers that every JDK makes alike, which {@code Double.toString} is not: JDK 19 changed
 * it. Up to four decimals are written as such, all else in hexadecimal.
 */
final class Decimals {

    private static final double SCALE = 10_000;
    private static final double LARGEST = 1e11;

    private Decimals() {}

    static String text(double number) {
        if (Math.abs(number) < LARGEST && !negativeZero(number)) {
            long scaled = Math.round(number * SCALE);
            if (scaled / SCALE == number) {
                return decimal(scaled);
            }
        }
        return Double.toHexString(number);
    }

    static String text(float number) {
        if (Math.abs(number) < LARGEST && !negativeZero(number)) {
            long scaled = Math.round(number * SCALE);
            if ((float) (scaled / SCALE) == number) {
                return decimal(scaled);
            }
        }
        return Float.toHexString(number);
    }

    /** The text says the scaled number, and that says the number: so no two have one text. */
    private static String decimal(long scaled) {
        if (scaled == 0) {
            return "0";
        }
        return BigDecimal.valueOf(scaled, 4).stripTrailingZeros().toPlainString();
    }

    private static boolean negativeZero(double number) {
        return number == 0 && Double.doubleToRawLongBits(number) != 0;
    }
}
