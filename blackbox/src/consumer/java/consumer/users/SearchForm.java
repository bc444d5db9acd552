package consumer.users;

/** An argument as many applications have them: it may change, and has no equals. Its package is closed. */
public final class SearchForm {

    private String name = "";
    private int page;

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public int getPage() {
        return page;
    }

    public void setPage(int page) {
        this.page = page;
    }
}
