package chat.parley.blob;

import java.net.URI;
import java.time.Clock;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Builds and signs requests (AWS Signature Version 4). The hash of the body is signed, so that the server refuses bytes
 * that were changed in transit. Reads the body, and therefore may block.
 */
final class S3Signer {

    private final S3Properties properties;
    private final URI bucket;
    private final AwsCredentialsIdentity identity;
    private final Clock clock;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    S3Signer(S3Properties properties, Clock clock) {
        this.properties = properties;
        this.bucket = bucket(properties);
        this.identity = AwsCredentialsIdentity.create(properties.requiredAccessKey(), properties.requiredSecretKey());
        this.clock = clock;
    }

    private static URI bucket(S3Properties properties) {
        URI endpoint = properties.requiredEndpoint();
        String name = properties.requiredBucket();
        return properties.pathStyle()
                ? endpoint.resolve("/" + name)
                : URI.create(endpoint.getScheme() + "://" + name + "." + endpoint.getRawAuthority());
    }

    /** Returns the request with the headers that sign it. */
    SdkHttpRequest sign(S3Request request) {
        String path = bucket.getRawPath() + (request.id().isEmpty() ? "" : "/" + properties.prefix() + request.id());
        SdkHttpRequest.Builder unsigned = SdkHttpRequest.builder()
                .method(request.method())
                .protocol(bucket.getScheme())
                .host(bucket.getHost())
                .port(bucket.getPort() < 0 ? null : bucket.getPort())
                .encodedPath(path.isEmpty() ? "/" : path);
        request.query().forEach(unsigned::putRawQueryParameter);
        if (!request.range().isEmpty()) {
            unsigned.putHeader("Range", request.range());
        }
        return signer.sign(sign -> sign.identity(identity)
                        .request(unsigned.build())
                        .payload(() -> request.body().stream().get())
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, properties.region())
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request();
    }
}
