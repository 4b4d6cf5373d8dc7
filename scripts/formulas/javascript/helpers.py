"""The few functions that scripts call beside those of JavaScript itself."""

HELPERS = {
    # 0 · log 0 is 0: what has no weight does not count.
    "times": "(a,b)=>(a===0&&b===-Infinity)||(b===0&&a===-Infinity)"
    "||(a===0&&b===Infinity)||(b===0&&a===Infinity)?0:a*b",
    # The largest exponent is taken out, so that nothing overflows.
    "logsumexp": "(...z)=>{const m=Math.max(...z),i=z.indexOf(m);let s=0;"
    "z.forEach((v,j)=>{if(j!==i)s+=Math.exp(v-m)});return m+Math.log1p(s)}",
    # exp a / Σ exp b, from the differences b − a.
    "share": "(...d)=>1/d.reduce((s,v)=>s+Math.exp(v),0)",
    # Near a = b the quotient is rounded to 1; that 0/0 has no weight is for times to say.
    "logratio": "(a,b)=>a===0?-Infinity:Math.abs(a-b)<b/2?Math.log1p((a-b)/b):Math.log(a/b)",
    # p − y with q = 1 − p: where p is close to 1, q has the digits.
    "less": "(p,q,y)=>y>.5?1-y-q:p-y",
    # Where the first of the largest stands, from 0.
    "place": "(...z)=>z.indexOf(Math.max(...z))",
    # The entry at a position, from 1.
    "entry": "(i,...z)=>z[i-1]",
    # log(1 − exp a) for a < 0.
    "log1mexp": "a=>a>-Math.LN2?Math.log(-Math.expm1(a)):Math.log1p(-Math.exp(a))",
}
"""Each by its name."""
