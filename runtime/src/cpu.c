/* What the processor and the operating system support.
 * x86: Intel SDM volume 2, CPUID leaves 1 and 7; volume 1, 13.3 for XCR0: the operating system
 * must save the wide registers, or using them faults.  ARM: the Linux auxiliary vector. */
#include "tkhash_p.h"

#if TK_X86
#include <cpuid.h>

enum { XCR0_AVX = 0x6, XCR0_AVX512 = 0xe6 };

static uint64_t xcr0(void)
{
    uint32_t lo, hi;
    __asm__ volatile("xgetbv" : "=a"(lo), "=d"(hi) : "c"(0));
    return (uint64_t)hi << 32 | lo;
}

unsigned tk_cpu_detect(void)
{
    uint32_t a, b, c, d, c1;
    unsigned found = 0;
    if (!__get_cpuid(1, &a, &b, &c1, &d))
        return 0;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d))
        return 0;
    bool ssse3 = c1 & bit_SSSE3, sse41 = c1 & bit_SSE4_1, osxsave = c1 & bit_OSXSAVE;
    if (ssse3 && sse41 && (b & bit_SHA))
        found |= TKHASH_SHANI;
    uint64_t saved = osxsave ? xcr0() : 0;
    if ((saved & XCR0_AVX) != XCR0_AVX || !(b & bit_AVX2))
        return found;
    found |= TKHASH_AVX2;
    if ((saved & XCR0_AVX512) != XCR0_AVX512 || !(b & bit_AVX512F))
        return found;
    if (b & bit_AVX512VL)
        found |= TKHASH_AVX512VL;
    if (b & bit_AVX512BW)
        found |= TKHASH_AVX512;
    return found;
}
#elif TK_ARM64 && defined(__linux__)
#include <sys/auxv.h>

#define HWCAP_SHA2_BIT (1UL << 6)    /* asm/hwcap.h of the kernel */

unsigned tk_cpu_detect(void)
{
    return getauxval(AT_HWCAP) & HWCAP_SHA2_BIT ? TKHASH_ARMCE : 0;
}
#elif TK_ARM64 && defined(__APPLE__)
unsigned tk_cpu_detect(void)
{
    return TKHASH_ARMCE;             /* every Apple arm64 processor has it */
}
#else
unsigned tk_cpu_detect(void)
{
    return 0;
}
#endif
