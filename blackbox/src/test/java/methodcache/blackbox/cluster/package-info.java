/** Several caches on one cluster, seen by their users: through {@code methodcache.api} and the test kit alone. */
package methodcache.blackbox.cluster;
