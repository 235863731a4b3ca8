import Glibc
import Tapestry

// Computes one thing and says when that was done, on the clock that the caller started.
let sum = Tensor([1, 2, 3, 4]) + Tensor([4, 3, 2, 1])
var now = timespec()
clock_gettime(CLOCK_MONOTONIC, &now)
precondition(sum.array(as: Float.self) == [5, 5, 5, 5])
print(Int(now.tv_sec) * 1_000_000_000 + Int(now.tv_nsec))
