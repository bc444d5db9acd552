package methodcache.core.configuration;

import methodcache.api.configuration.GroupConfiguration;
import methodcache.core.policy.PlainWordsBuilder;

/** Listens to the words of a group. */
final class DefaultGroupConfiguration extends PlainWordsBuilder<GroupConfiguration> implements GroupConfiguration {

    @Override
    protected GroupConfiguration self() {
        return this;
    }
}
