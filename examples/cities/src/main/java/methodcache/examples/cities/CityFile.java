package methodcache.examples.cities;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The copy of the data that ships with this program; SOURCE.md beside it says where it comes from. */
final class CityFile {

    private static final String RESOURCE = "cities.tsv.gz";
    private static final int FIELDS = 5;

    private CityFile() {}

    /** All cities, in the order of their ids. */
    static List<City> readAll() {
        try (InputStream packed = CityFile.class.getResourceAsStream(RESOURCE)) {
            if (packed == null) {
                throw new IllegalStateException(RESOURCE + " is missing beside " + CityFile.class.getName());
            }
            var text = new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8);
            return parse(new BufferedReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + RESOURCE, e);
        }
    }

    /** Lines of name, country, region, latitude and longitude, with tabs between. */
    static List<City> parse(BufferedReader lines) throws IOException {
        List<City> cities = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            cities.add(parse(cities.size() + 1, line));
        }
        return cities;
    }

    private static City parse(long number, String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException(
                    "Line %d has %d fields instead of %d: %s".formatted(number, fields.length, FIELDS, line));
        }
        try {
            return new City(
                    number,
                    fields[0],
                    fields[1],
                    fields[2],
                    Double.parseDouble(fields[3]),
                    Double.parseDouble(fields[4]));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Line %d has a place that is no number: %s".formatted(number, line), e);
        }
    }
}
