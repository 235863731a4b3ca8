#include <cblas.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// Ends the threads that OpenBLAS starts when it is loaded; builds of it without threads lack the function.
__attribute__((weak)) int blas_thread_shutdown_(void);

static inline void tk_openblas_end_threads(void) {
  if (blas_thread_shutdown_) blas_thread_shutdown_();
}

// Choose the kernels for the processor; builds of OpenBLAS for one kind of processor lack the functions.
__attribute__((weak)) void gotoblas_dynamic_quit(void);
__attribute__((weak)) void gotoblas_dynamic_init(void);

// On a processor that is younger than itself OpenBLAS falls back to kernels for one of 2004, which take four to seven times as
// long. They are replaced by those for the vectors that the processor has, unless OPENBLAS_CORETYPE says which to take.
// Nobody may be computing with OpenBLAS at the time. Returns whether they were replaced.
static inline bool tk_openblas_choose_kernels(void) {
#if defined(__x86_64__)
  if (!gotoblas_dynamic_quit || !gotoblas_dynamic_init || getenv("OPENBLAS_CORETYPE")) return false;
  if (strcmp(openblas_get_corename(), "Prescott") != 0) return false;
  const char *kernels = __builtin_cpu_supports("x86-64-v4")   ? "SkylakeX"
                        : __builtin_cpu_supports("x86-64-v3") ? "Haswell"
                                                              : NULL;
  if (!kernels) return false;
  setenv("OPENBLAS_CORETYPE", kernels, 1);
  gotoblas_dynamic_quit();
  gotoblas_dynamic_init();
  unsetenv("OPENBLAS_CORETYPE");
  return true;
#else
  return false;
#endif
}
