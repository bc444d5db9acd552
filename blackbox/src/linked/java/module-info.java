/** An application for an image by jlink: it brings a store of its own. */
module linked {
    requires methodcache.api;
}
