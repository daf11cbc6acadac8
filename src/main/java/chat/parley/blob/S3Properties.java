package chat.parley.blob;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The S3-compatible server of {@code parley.files.store=s3}.
 *
 * @param endpoint its address, such as {@code https://s3.eu-central-1.amazonaws.com}
 * @param region the region for which requests are signed
 * @param bucket the bucket, which must exist
 * @param accessKey the id of the key that signs the requests
 * @param secretKey the secret of that key
 * @param prefix the prefix of all object names
 * @param pathStyle whether the bucket is a part of the path, and not of the host name
 */
@ConfigurationProperties("parley.files.s3")
record S3Properties(
        @Nullable URI endpoint,
        @DefaultValue("us-east-1") String region,
        @Nullable String bucket,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @DefaultValue("") String prefix,
        @DefaultValue("true") boolean pathStyle) {

    private static final String NAME = "parley.files.s3.";

    /** Only characters that need no encoding in paths and signatures. */
    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9_.-]*/)*[A-Za-z0-9_.-]*");

    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{1,254}");

    S3Properties {
        Assert.isTrue(
                endpoint == null || isHttp(endpoint),
                NAME + "endpoint must be an http or https address without a path");
        Assert.isTrue(!region.isBlank(), NAME + "region must not be empty");
        Assert.isTrue(bucket == null || BUCKET.matcher(bucket).matches(), NAME + "bucket must be the name of a bucket");
        Assert.isTrue(
                PREFIX.matcher(prefix).matches(),
                NAME + "prefix may have letters, digits, and '_', '-', '.', '/', and must not begin with '/' or '.'");
    }

    private static boolean isHttp(URI endpoint) {
        return ("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))
                && endpoint.getHost() != null
                && endpoint.getRawUserInfo() == null
                && endpoint.getRawQuery() == null
                && endpoint.getRawPath().matches("/?");
    }

    URI requiredEndpoint() {
        return required("endpoint", endpoint);
    }

    String requiredBucket() {
        return required("bucket", bucket);
    }

    String requiredAccessKey() {
        return required("access-key", accessKey);
    }

    String requiredSecretKey() {
        return required("secret-key", secretKey);
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException("parley.files.store=s3 needs " + NAME + name);
        }
        return value;
    }

    /** Omits the credentials. */
    @Override
    public String toString() {
        return "S3Properties[" + endpoint + ", " + bucket + "]";
    }
}
