#ifndef TAPESTRY_TK_THREAD_H
#define TAPESTRY_TK_THREAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

#define TK_FREE_LISTS 48

// Bits of tape_mode. 0 is the common case: operations record themselves and nothing else happens.
#define TK_RECORDING_IS_OFF 1
#define TK_FINDS_NAN 2
#define TK_FINDS_INFINITY 4
#define TK_CASTS_TO_BFLOAT16 8
#define TK_CASTS_TO_FLOAT16 16
#define TK_COUNTS_PRODUCTS 32
#define TK_PROFILES 64

// What every op reads: it lives in thread-local storage because Swift has no thread-local variables
// and pthread_getspecific would cost as much as a small op.
typedef struct {
  uint8_t tape_mode;
  bool is_pool_worker;
  bool is_registered;
  bool is_releasing_nodes;
  uint64_t last_sequence;
  int64_t live_nodes;
  int64_t multiply_adds;
  void *_Nullable waiting_for_release;
  void *_Nullable backward_pass;
  void *_Nullable generator;
  void *_Nullable anomaly_scope;
  void *_Nullable outermost_call;
  void *_Nullable innermost_call;
  void *_Nullable free_lists[TK_FREE_LISTS];
  uint32_t free_counts[TK_FREE_LISTS];
  void *_Nullable operation_log;
} tk_thread_state;

extern _Thread_local tk_thread_state tk_thread_local;

static inline tk_thread_state *tk_thread(void) { return &tk_thread_local; }

// The number of processors that this process may run on.
int tk_processor_count(void);

// Tells the processor that the caller is waiting for another thread.
static inline void tk_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

#pragma clang assume_nonnull end

#endif
