package chat.parley.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3PropertiesTest {

    private static S3Properties properties(@Nullable String endpoint, @Nullable String bucket, String prefix) {
        return new S3Properties(
                endpoint == null ? null : URI.create(endpoint), "us-east-1", bucket, "key", "secret", prefix, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://host", "minio:9000", "http://host/path", "http://key@host", "http://host?a=b", "/path"})
    void badEndpointIsNamed(String endpoint) {
        assertThatThrownBy(() -> properties(endpoint, "bucket", "")).hasMessageContaining("parley.files.s3.endpoint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/begins", "a//b", "../up", "a b", "ü", "a/../b"})
    void badPrefixIsNamed(String prefix) {
        assertThatThrownBy(() -> properties("http://host", "bucket", prefix))
                .hasMessageContaining("parley.files.s3.prefix");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "with/slash", "?", ".hidden"})
    void badBucketIsNamed(String bucket) {
        assertThatThrownBy(() -> properties("http://host", bucket, "")).hasMessageContaining("parley.files.s3.bucket");
    }

    @Test
    void missingSettingIsNamed() {
        assertThatThrownBy(() -> properties(null, "bucket", "").requiredEndpoint())
                .hasMessageContaining("parley.files.s3.endpoint");
        assertThatThrownBy(() -> properties("http://host", null, "").requiredBucket())
                .hasMessageContaining("parley.files.s3.bucket");
    }

    @Test
    void secretIsNotPrinted() {
        assertThat(properties("http://host:9000/", "bucket", "a/b-").toString()).doesNotContain("secret", "key");
    }
}
