package methodcache.core.policy;

/** The layers that can say any word, the weakest first. */
enum Layer {
    DEFAULT,
    NAMED,
    GROUP,
    METHOD,
    CALL,
    OVERRIDE
}
