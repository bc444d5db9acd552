package methodcache.examples.cities;

/**
 * What a renaming changed. It says both names, since an answer about either is out of date from then on.
 *
 * @param before the city as it was
 * @param after the city as it is now
 */
public record Renaming(City before, City after) {}
