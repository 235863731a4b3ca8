#include <cblas.h>

// Ends the threads that OpenBLAS starts when it is loaded; builds of it without threads lack the function.
__attribute__((weak)) int blas_thread_shutdown_(void);

static inline void tk_openblas_end_threads(void) {
  if (blas_thread_shutdown_) blas_thread_shutdown_();
}
