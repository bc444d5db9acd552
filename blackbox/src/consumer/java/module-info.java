/** An application as a user writes it: it names the contract and nothing else, exports nothing and opens nothing. */
module consumer {
    requires methodcache.api;
}
