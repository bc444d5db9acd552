package methodcache.core.policy;

public record Kept(Life life, Links links) {}
