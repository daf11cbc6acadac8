package chat.parley.preview;

import org.jspecify.annotations.Nullable;

/**
 * What a page says about itself. The addresses are absolute and not checked.
 *
 * @param picture the address of a picture
 * @param oembed the address of its description in oEmbed's JSON format
 */
record PageDescription(
        @Nullable String title,
        @Nullable String description,
        @Nullable String site,
        @Nullable String picture,
        @Nullable String oembed) {

    static final PageDescription NONE = new PageDescription(null, null, null, null, null);

    /** Returns whether there is anything to show, apart from the name of the site. */
    boolean showsSomething() {
        return title != null || description != null || picture != null;
    }

    boolean isComplete() {
        return title != null && picture != null;
    }

    /** Fills in what is missing. */
    PageDescription or(PageDescription other) {
        return new PageDescription(
                title == null ? other.title : title,
                description == null ? other.description : description,
                site == null ? other.site : site,
                picture == null ? other.picture : picture,
                oembed == null ? other.oembed : oembed);
    }
}
