/* SHA-256 of one message on every subset of the machine's features. */
#include "check.h"

static const struct {
    const char *text, *digest;
} fips[] = {          /* FIPS 180-4 examples */
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmno"
     "pqrsmnopqrstnopqrstu",
     "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
};

static void check_fips(unsigned mask)
{
    uint8_t digest[32];
    for (size_t i = 0; i < sizeof fips / sizeof fips[0]; i++) {
        tkhash_sha256(fips[i].text, strlen(fips[i].text), digest);
        CHECK(!strcmp(hex(digest, 32), fips[i].digest), "\"%s\" on features %x gave %s",
              fips[i].text, mask, hex(digest, 32));
    }
    struct tkhash_sha256_state s;
    uint8_t thousand[1000];
    memset(thousand, 'a', sizeof thousand);
    tkhash_sha256_init(&s);
    for (int i = 0; i < 1000; i++)
        tkhash_sha256_update(&s, thousand, sizeof thousand);
    tkhash_sha256_final(&s, digest);
    CHECK(!strcmp(hex(digest, 32),
                  "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
          "a million a on features %x gave %s", mask, hex(digest, 32));
}

static void check_lengths_and_offsets(unsigned mask, const uint8_t *text)
{
    for (size_t len = 0; len <= 600; len++) {
        uint8_t want[32], got[32];
        reference(text, len, want);
        static uint8_t moved[64 + 600];
        for (size_t offset = 0; offset < 64; offset++) {
            memcpy(moved + offset, text, len);
            tkhash_sha256(moved + offset, len, got);
            CHECK(!memcmp(got, want, 32), "length %zu at offset %zu on features %x: %s, not %s",
                  len, offset, mask, hex(got, 32), hex(want, 32));
        }
    }
}

static void check_splits(unsigned mask, const uint8_t *text)
{
    static const size_t cuts[] = {0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 200};
    enum { N = sizeof cuts / sizeof cuts[0] };
    for (size_t i = 0; i < N; i++) {
        for (size_t j = 0; j < N; j++) {
            for (size_t k = 0; k < N; k++) {
                struct tkhash_sha256_state s;
                uint8_t want[32], got[32];
                reference(text, cuts[i] + cuts[j] + cuts[k], want);
                tkhash_sha256_init(&s);
                tkhash_sha256_update(&s, text, cuts[i]);
                tkhash_sha256_update(&s, text + cuts[i], cuts[j]);
                tkhash_sha256_update(&s, text + cuts[i] + cuts[j], cuts[k]);
                tkhash_sha256_final(&s, got);
                CHECK(!memcmp(got, want, 32), "updates of %zu, %zu, %zu on features %x", cuts[i],
                      cuts[j], cuts[k], mask);
            }
        }
    }
}

/* The bit count passes 2^32 at 512 MiB: 513 MiB of zeros, whose digest hashlib computed. */
static void check_long(unsigned mask)
{
    static const uint8_t mebibyte[1 << 20];
    struct tkhash_sha256_state s;
    uint8_t digest[32];
    tkhash_sha256_init(&s);
    for (int i = 0; i < 513; i++)
        tkhash_sha256_update(&s, mebibyte, sizeof mebibyte);
    tkhash_sha256_final(&s, digest);
    CHECK(!strcmp(hex(digest, 32),
                  "a3e2acbb469e4e59dde406f912e754c933c1ac0fb0092a3634d61d5073309c0c"),
          "513 MiB of zeros on features %x gave %s", mask, hex(digest, 32));
}

static void check_force(void)
{
    unsigned all = tk_cpu_detect(), lacking = ~all & 31;
    tkhash_unforce();
    unsigned before = tkhash_backend().allowed;
    CHECK(lacking && tkhash_force(lacking) == TKHASH_ENOCPU, "features %x", lacking);
    CHECK(tkhash_backend().allowed == before, "a refused force changed the backend to %x",
          tkhash_backend().allowed);
    EACH_SUBSET(mask) {
        CHECK(tkhash_backend().allowed == mask, "forced %x, got %x", mask,
              tkhash_backend().allowed);
        CHECK(tkhash_backend().self_test, "self-test of features %x", mask);
    }
}

int main(int argc, char **argv)
{
    static uint8_t text[700];
    bool slow = argc > 1 && !strcmp(argv[1], "--long");
    fill_pattern(text, sizeof text);
    CASE(check_force());
    EACH_SUBSET(mask) {
        CASE(check_fips(mask));
        CASE(check_lengths_and_offsets(mask, text));
        CASE(check_splits(mask, text));
    }
    if (slow) {
        tkhash_unforce();
        CASE(check_long(tkhash_backend().allowed));
    }
    return check_report();
}
