"""The few numbers that a build runs by, in one place."""

MIN_CONFIDENCE = 0.6  # rows less sure than this are dropped with the reason low_confidence
CACHE_BYTES = 4 << 30  # kept parses beyond this make room, the longest unused first

SHARD_ARTICLES = (8, 64)  # fewest and most articles in a shard
SHARD_CHARACTERS = 150_000  # a shard is closed once it has this many
SHARD_CUT = 16  # between the two, a shard ends at one article in this many, chosen by its content

PIECE = 20_000  # characters of a long article that are parsed and coded at once; what one costs grows with its square
AT_ONCE = 200_000  # characters parsed before any of them is coded: a parse takes about 1 kB a character
PARSE_BATCH = 256  # texts given to the model at once: as many as a shard has
NEW_WORDS = 50_000  # words, new to the pipeline, after which it is loaded anew: each takes about 200 bytes for good

RETRIES = 2  # times that a shard whose worker died is tried again
