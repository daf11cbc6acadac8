package chat.parley.message;

import chat.parley.http.SiteProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Finds the links in a text that are to get previews: the first ones that lead elsewhere, outside of code, quotes and
 * spoilers. Takes time linear in the length of the text.
 */
@Component
class LinkParser {

    private static final int MAX_LINKS = 3;

    /** Longer addresses are not fetched. */
    private static final int MAX_LENGTH = 2048;

    private final SiteProperties site;

    LinkParser(SiteProperties site) {
        this.site = site;
    }

    List<String> read(String text) {
        return text.contains("://") || text.toLowerCase(Locale.ROOT).contains("www.")
                ? links(text).stream()
                        .filter(this::isElsewhere)
                        .distinct()
                        .limit(MAX_LINKS)
                        .toList()
                : List.of();
    }

    /** A link is in a spoiler if the number of signs before it is odd and another one follows. */
    private static List<String> links(String text) {
        List<MarkupLine.Link> links = new ArrayList<>();
        int signs = 0;
        for (String plain : MarkupLines.of(text)) {
            MarkupLine line = MarkupLine.read(plain);
            for (MarkupLine.Link link : line.links()) {
                links.add(new MarkupLine.Link(link.url(), signs + link.spoilerSigns()));
            }
            signs += line.spoilerSigns();
        }
        int all = signs;
        return links.stream()
                .filter(link -> link.spoilerSigns() % 2 == 0 || link.spoilerSigns() == all)
                .map(MarkupLine.Link::url)
                .toList();
    }

    private boolean isElsewhere(String url) {
        String folded = url.toLowerCase(Locale.ROOT);
        return url.length() <= MAX_LENGTH && folded.startsWith("http") && !isOwn(folded);
    }

    private boolean isOwn(String url) {
        String own = site.publicUrl();
        return own != null
                && url.startsWith(own.toLowerCase(Locale.ROOT))
                && (url.length() == own.length() || "/?#".indexOf(url.charAt(own.length())) >= 0);
    }
}
