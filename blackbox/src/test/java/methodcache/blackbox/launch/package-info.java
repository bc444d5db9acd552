/**
 * Applications compiled against the contract alone and launched in JVMs of their own. Their sources lie in {@code src/consumer} and
 * {@code src/linked}; they are no part of any module that Maven builds.
 */
package methodcache.blackbox.launch;
