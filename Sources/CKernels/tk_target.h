#ifndef TAPESTRY_TK_TARGET_H
#define TAPESTRY_TK_TARGET_H

// SwiftPM lets no package pass -march, so every hot loop is compiled several times and the loader
// picks the copy that the processor can run. What a loop calls must be TK_INLINE: a function of its
// own would be compiled once, for the baseline.
#if defined(__x86_64__) && defined(__linux__)
#define TK_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define TK_CLONES
#endif

#define TK_INLINE static inline __attribute__((always_inline, unused))

// In-place calls pass the same pointer twice. Without this the compiler guards each vector loop
// with an overlap test, which an in-place call fails, and runs it element by element.
#define TK_VECTORIZE _Pragma("clang loop vectorize(assume_safety)")

#define TK_CONCAT_(a, b) a##b
#define TK_CONCAT(a, b) TK_CONCAT_(a, b)

#endif
