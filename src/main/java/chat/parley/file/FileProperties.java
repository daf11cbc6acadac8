package chat.parley.file;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * Limits of shared files.
 *
 * @param maxBytes the maximum size of a file
 * @param quotaPerAccount the maximum size of all files of an account
 * @param quotaTotal the maximum size of all files; unlimited if missing
 * @param minFree the disk space that uploads to a folder leave free
 */
@ConfigurationProperties("parley.files")
record FileProperties(
        @DefaultValue("100MB") DataSize maxBytes,
        @DefaultValue("5GB") DataSize quotaPerAccount,
        @Nullable DataSize quotaTotal,
        @DefaultValue("512MB") DataSize minFree) {

    FileProperties {
        Assert.isTrue(maxBytes.toBytes() > 0, "parley.files.max-bytes must be positive");
        Assert.isTrue(quotaPerAccount.toBytes() > 0, "parley.files.quota-per-account must be positive");
        Assert.isTrue(quotaTotal == null || quotaTotal.toBytes() > 0, "parley.files.quota-total must be positive");
        Assert.isTrue(minFree.toBytes() >= 0, "parley.files.min-free must not be negative");
    }
}
