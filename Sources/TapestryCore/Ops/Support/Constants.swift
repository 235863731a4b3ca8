import Glibc

/// Factors that derivatives of exponentials and of the error function have in common.
let ln2 = M_LN2
let ln10 = M_LN10
let twoOverRootPi = M_2_SQRTPI
let inverseRootTwoPi = 1 / (2 * Double.pi).squareRoot()
