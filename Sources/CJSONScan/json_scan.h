/* The few steps of the JSON reader and writer that need vector instructions or constant tables. Header only, so that
 * they inline into Swift. */
#ifndef JSON_SCAN_H
#define JSON_SCAN_H
#include <stdint.h>

#if defined(__x86_64__)
#include <emmintrin.h>

/* The index of the first of 16 bytes that a JSON string cannot hold as it is, or that must be looked at: '"', '\\',
 * a control character, or a byte of a multi-byte UTF-8 sequence (negative when signed). 16 if there is none. */
static inline int json_scan16(const uint8_t *bytes) {
    __m128i chunk = _mm_loadu_si128((const __m128i *)bytes);
    __m128i quote = _mm_cmpeq_epi8(chunk, _mm_set1_epi8('"'));
    __m128i backslash = _mm_cmpeq_epi8(chunk, _mm_set1_epi8('\\'));
    __m128i below_space = _mm_cmplt_epi8(chunk, _mm_set1_epi8(0x20));
    __m128i special = _mm_or_si128(_mm_or_si128(quote, backslash), below_space);
    unsigned mask = (unsigned)_mm_movemask_epi8(special);
    return mask ? __builtin_ctz(mask) : 16;
}

static inline int json_has_special(__m128i chunk) {
    __m128i quote = _mm_cmpeq_epi8(chunk, _mm_set1_epi8('"'));
    __m128i backslash = _mm_cmpeq_epi8(chunk, _mm_set1_epi8('\\'));
    __m128i below_space = _mm_cmplt_epi8(chunk, _mm_set1_epi8(0x20));
    return _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, backslash), below_space)) != 0;
}

/* Copies `count` bytes, 4...15, and returns 1, if none of them is special; may copy some and returns 0 otherwise. It reads
 * and writes nothing beyond them: the two ends overlap in the middle. */
static inline int json_copy_short(uint8_t *target, const uint8_t *source, long count) {
    if (count >= 8) {
        uint64_t head, tail;
        __builtin_memcpy(&head, source, 8);
        __builtin_memcpy(&tail, source + count - 8, 8);
        if (json_has_special(_mm_set_epi64x((long long)tail, (long long)head))) return 0;
        __builtin_memcpy(target, &head, 8);
        __builtin_memcpy(target + count - 8, &tail, 8);
        return 1;
    }
    uint32_t head, tail;
    __builtin_memcpy(&head, source, 4);
    __builtin_memcpy(&tail, source + count - 4, 4);
    if (json_has_special(_mm_set_epi32((int)tail, (int)head, (int)tail, (int)head))) return 0;
    __builtin_memcpy(target, &head, 4);
    __builtin_memcpy(target + count - 4, &tail, 4);
    return 1;
}
#else
static inline int json_copy_short(uint8_t *target, const uint8_t *source, long count) {
    for (long i = 0; i < count; i++) {
        if (source[i] == '"' || source[i] == '\\' || (int8_t)source[i] < 0x20) return 0;
        target[i] = source[i];
    }
    return 1;
}

static inline int json_scan16(const uint8_t *bytes) {
    for (int i = 0; i < 16; i++) {
        if (bytes[i] == '"' || bytes[i] == '\\' || (int8_t)bytes[i] < 0x20) return i;
    }
    return 16;
}
#endif

/* 10 to the power of `exponent`, 0...22: those a double holds exactly. */
static inline double json_power_of_10(long exponent) {
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    return powers[exponent];
}

/* 5 to the power of `exponent`, 0...27: those 64 bits hold. */
static inline uint64_t json_power_of_5(long exponent) {
    static const uint64_t powers[] = {
        1ull, 5ull, 25ull, 125ull, 625ull, 3125ull, 15625ull, 78125ull, 390625ull, 1953125ull, 9765625ull,
        48828125ull, 244140625ull, 1220703125ull, 6103515625ull, 30517578125ull, 152587890625ull, 762939453125ull,
        3814697265625ull, 19073486328125ull, 95367431640625ull, 476837158203125ull, 2384185791015625ull,
        11920928955078125ull, 59604644775390625ull, 298023223876953125ull, 1490116119384765625ull,
        7450580596923828125ull};
    return powers[exponent];
}

/* The two decimal digits of `value`, 0...99, as ASCII. */
static inline const char *json_digit_pair(unsigned value) {
    static const char pairs[] =
        "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
        "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";
    return pairs + 2 * value;
}
#endif
