package methodcache.core.engine;

/** What reads and changes come to where nothing is stale, in every model: a read is fresh, and all else shows by reads only. */
public class Fresh {

    // Reads, and whether they are fresh.

    public boolean read(int key) {
        return true;
    }

    public boolean readInBulk(int key) {
        return true;
    }

    public boolean readAsync(int key) {
        return true;
    }

    public boolean readByValue(int key) {
        return true;
    }

    public boolean readChild(int key) {
        return true;
    }

    public boolean readGrandchild(int key) {
        return true;
    }

    public boolean readOfPrefix(int key) {
        return true;
    }

    public boolean readRelated(int key) {
        return true;
    }

    public boolean refresh(int key) {
        return true;
    }

    // Changes, and what goes on beside.

    public void changeByKey(int key) {}

    public void changeByPrefix(int key) {}

    public void changeByAll(int key) {}

    public void changeByTag(int key) {}

    public void changeByAllTags(int key) {}

    public void changeByPattern(int key) {}

    public void changeCollected(int key) {}

    public void changeByPut(int key) {}

    public void changeByPutOfMany(int key) {}

    public void sweep() {}
}
