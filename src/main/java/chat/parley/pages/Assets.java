package chat.parley.pages;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The assets by path. All of them are in memory, so that serving them reads no disk. */
final class Assets {

    /** The path of the combined style sheets. */
    static final String STYLES = "styles.css";

    /** A name with a hash: {@code net/http.0123456789abcdef.js}. */
    private static final Pattern HASHED = Pattern.compile("(.+)\\.([0-9a-f]{16})(\\.[a-z0-9]+)");

    private final Map<String, Asset> byPath;

    Assets(List<Asset> assets) {
        byPath = assets.stream().collect(Collectors.toUnmodifiableMap(Asset::path, Function.identity()));
    }

    /** @throws IllegalArgumentException if a page refers to a missing file */
    Asset get(String path) {
        return find(path).orElseThrow(() -> new IllegalArgumentException("There is no static-web/" + path));
    }

    Optional<Asset> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** Whether a name contains a hash of the content. */
    static boolean isHashed(String name) {
        return HASHED.matcher(name).matches();
    }

    /** Finds an asset by its name with or without a hash. */
    Optional<Served> serve(String name) {
        Matcher hashed = HASHED.matcher(name);
        if (!hashed.matches()) {
            return find(name).map(asset -> new Served(asset, false));
        }
        // A page of another version has other hashes, as in a rolling upgrade: our file is the best match
        return find(hashed.group(1) + hashed.group(3))
                .map(asset -> new Served(asset, asset.hash().equals(hashed.group(2))));
    }

    List<Asset> modules() {
        return byPath.values().stream()
                .filter(Asset::isModule)
                .sorted(Comparator.comparing(Asset::path))
                .toList();
    }

    /** @param isImmutable whether the requested name identifies this content and can be cached forever */
    record Served(Asset asset, boolean isImmutable) {}
}
