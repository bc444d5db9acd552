package methodcache.blackbox.jvms;

/**
 * One thing that an application did. Times are those of the machine's clock that never goes back, which all its JVMs share.
 *
 * @param app which application
 * @param what it did
 * @param row of the database
 * @param began when it began, nanoseconds
 * @param ended when it had ended
 * @param number what was read, or what it was changed to
 * @param sure of a change, whether others could hear of it; of a load, whether it held its lock all the time
 */
record Done(String app, What what, int row, long began, long ended, long number, boolean sure) {

    enum What {
        READ,
        CHANGE,
        LOAD
    }

    String line() {
        return String.join(
                " ",
                app,
                what.name(),
                String.valueOf(row),
                String.valueOf(began),
                String.valueOf(ended),
                String.valueOf(number),
                String.valueOf(sure));
    }

    static Done of(String line) {
        String[] parts = line.split(" ", -1);
        return new Done(
                parts[0],
                What.valueOf(parts[1]),
                Integer.parseInt(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]),
                Boolean.parseBoolean(parts[6]));
    }
}
