package methodcache.examples.cities;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often the database is asked. Knows nothing of caching, as services don't. */
final class CountedQueries implements CityQueries {

    private final CityQueries database;
    private final AtomicInteger asked = new AtomicInteger();

    CountedQueries(CityQueries database) {
        this.database = database;
    }

    /** How often since the last time this was called. */
    int askedSince() {
        return asked.getAndSet(0);
    }

    private CityQueries counted() {
        asked.incrementAndGet();
        return database;
    }

    @Override
    public List<Neighbour> nearest(double latitude, double longitude, int count) {
        return counted().nearest(latitude, longitude, count);
    }

    @Override
    public List<Cell> densest(String country, int cellsPerDegree) {
        return counted().densest(country, cellsPerDegree);
    }

    @Override
    public Optional<CountryProfile> countryProfile(String country) {
        return counted().countryProfile(country);
    }

    @Override
    public Namesakes namesakes(String name) {
        return counted().namesakes(name);
    }

    @Override
    public Optional<City> find(long id) {
        return counted().find(id);
    }

    @Override
    public Map<Long, City> findMany(Collection<Long> ids) {
        return counted().findMany(ids);
    }

    @Override
    public Renaming rename(long id, String newName) {
        return counted().rename(id, newName);
    }
}
