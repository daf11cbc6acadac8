package chat.parley.pages;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What pages load, by path; all of it in memory, so that serving it touches no disk. */
final class Assets {

    /** All style sheets. */
    static final String STYLES = "styles.css";

    /** A served name: {@code net/http.0123456789abcdef.js}. */
    private static final Pattern HASHED = Pattern.compile("(.+)\\.([0-9a-f]{16})(\\.[a-z0-9]+)");

    private final Map<String, Asset> byPath;

    Assets(List<Asset> assets) {
        byPath = assets.stream().collect(Collectors.toUnmodifiableMap(Asset::path, Function.identity()));
    }

    /** @throws IllegalArgumentException where a page names a file that is not there */
    Asset get(String path) {
        return find(path).orElseThrow(() -> new IllegalArgumentException("There is no static-web/" + path));
    }

    Optional<Asset> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** Whether a name carries the hash of its content. */
    static boolean isHashed(String name) {
        return HASHED.matcher(name).matches();
    }

    /** What a request asks for, by its name with or without a hash. */
    Optional<Served> serve(String name) {
        Matcher hashed = HASHED.matcher(name);
        if (!hashed.matches()) {
            return find(name).map(asset -> new Served(asset, false));
        }
        // Another hash comes from a page of another version, while nodes are being replaced: ours is the nearest.
        return find(hashed.group(1) + hashed.group(3))
                .map(asset -> new Served(asset, asset.hash().equals(hashed.group(2))));
    }

    List<Asset> modules() {
        return byPath.values().stream()
                .filter(Asset::isModule)
                .sorted(Comparator.comparing(Asset::path))
                .toList();
    }

    /** @param forEver whether the name that was asked for can never mean anything else */
    record Served(Asset asset, boolean forEver) {}
}
