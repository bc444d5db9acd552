package methodcache.api.configuration;

import methodcache.api.policy.PolicyBuilder;

/** The policy of a group: of all calls and methods that say {@code inGroup}. Mutable, for one thread, until {@code build()}. */
public interface GroupConfiguration extends PolicyBuilder<GroupConfiguration> {}
