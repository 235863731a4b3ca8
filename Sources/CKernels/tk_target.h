#ifndef TAPESTRY_TK_TARGET_H
#define TAPESTRY_TK_TARGET_H

// SwiftPM lets no package pass -march, so every hot loop is compiled several times and the loader
// picks the copy that the processor can run. What a loop calls must be TK_INLINE: a function of its
// own would be compiled once, for the baseline.
#if defined(__x86_64__) && defined(__linux__)
#define TK_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
// A function for AVX-512 alone, called where TK_HAS_V4. By itself the compiler would take vectors of half the width.
#define TK_V4 __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define TK_HAS_V4 __builtin_cpu_supports("x86-64-v4")
#else
#define TK_CLONES
#endif

#define TK_INLINE static inline __attribute__((always_inline, unused))

// In-place calls pass the same pointer twice. Without this the compiler guards each vector loop
// with an overlap test, which an in-place call fails, and runs it element by element.
#define TK_VECTORIZE _Pragma("clang loop vectorize(assume_safety)")

// Loops over i from 0 up to n: one that stays as it is, and one by vectors.
#define TK_EACH_SCALAR(i, n, ...) for (size_t i = 0; i < (n); i++) __VA_ARGS__
#define TK_EACH(i, n, ...) TK_VECTORIZE for (size_t i = 0; i < (n); i++) __VA_ARGS__

// The same for expressions of many steps, which wait for one another: four vectors at a time fill each
// other's waits, and take a fifth less than one by one. What is left over goes by single vectors, where
// it would go by single elements. Elements get the same bits wherever they stand.
#define TK_EACH_DEEP(i, n, ...)                                            \
  {                                                                        \
    const size_t tk_whole = (n) / 64 * 64;                                 \
    TK_VECTORIZE_BY_FOUR for (size_t i = 0; i < tk_whole; i++) __VA_ARGS__ \
    TK_VECTORIZE for (size_t i = tk_whole; i < (n); i++) __VA_ARGS__       \
  }
#define TK_VECTORIZE_BY_FOUR _Pragma("clang loop vectorize(assume_safety) interleave_count(4)")

#define TK_CONCAT_(a, b) a##b
#define TK_CONCAT(a, b) TK_CONCAT_(a, b)

#endif
