/** First program on real data: questions about the cities of the world, to an SQL database. */
module methodcache.examples.cities {
    requires java.sql;
    requires methodcache.api;
    requires com.h2database;
    requires static org.jspecify;
}
