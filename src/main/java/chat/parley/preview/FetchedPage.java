package chat.parley.preview;

import org.jspecify.annotations.Nullable;

/**
 * A page that was fetched.
 *
 * @param picture the bytes of its picture, not examined yet; null if there is none
 */
record FetchedPage(PageDescription description, byte @Nullable [] picture) {

    static final FetchedPage NOTHING = new FetchedPage(PageDescription.NONE, null);

    int bytes() {
        return picture == null ? 0 : picture.length;
    }

    boolean showsSomething() {
        return description.title() != null || description.description() != null || picture != null;
    }
}
