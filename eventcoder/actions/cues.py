"""The words by which a mood is told: of what is not so, not yet, only feared, wished for or done by habit."""

WILL = frozenset(("will", "'ll", "’ll", "wo", "shall"))
WOULD = frozenset(("would", "'d", "’d"))
MAY = frozenset(("could", "may", "might", "can", "ca"))
SHOULD = frozenset(("should", "must", "ought"))
NEGATIONS = frozenset(("not", "n't", "n’t", "never", "no", "neither", "nor", "without", "hardly", "nothing", "nobody"))
CONDITIONS = frozenset(("if", "unless", "whether", "should", "provided", "lest"))
FACTIVE_INFINITIVE = frozenset(
    "continue begin start manage proceed go come help appear seem use force prompt lead compel".split()
)
UNREAL = frozenset(
    "possible potential planned proposed future alleged threatened imminent prospective hypothetical likely "
    "upcoming forthcoming expected scheduled anticipated looming possibly "
    "would-be eventual feared supposed mock fake fictional simulated".split()
)
UNREAL_HEADS = frozenset(
    "avoid prevent avert prohibit deter prepare fear risk expect want hope wish imagine forestall oppose "
    "discuss consider contemplate stop preempt deny refuse decline foil thwart anticipate simulate await need require "
    "lack plot cancel postpone".split()
)
UNREAL_NOUNS = frozenset(
    "risk threat danger freeze possibility prospect fear chance likelihood plan idea case event absence lack plot hope "
    "preparation probability potential need call talk opportunity mandate pretext offer importance role purpose "
    "interest difficulty".split()
)
# a clause under one of these is not told as true when it is negated ("has not confirmed that ...")
ASSERTING = frozenset(
    "confirm prove say claim believe think show suggest mean indicate allege report announce admit acknowledge agree "
    "imply establish decide promise pledge convince".split()
)
WISHING = frozenset("demand urge propose request recommend insist suggest ask order require advise prefer".split())
VOTES = frozenset("vote debate referendum motion liable".split())
EVIDENCE = frozenset("evidence sign indication proof suggestion hint claim guarantee plan intention question".split())
PREMISES = frozenset("premise assumption idea hope fear expectation scenario hypothesis theory question dream".split())
HABITS = frozenset("frequently often regularly usually routinely always sometimes occasionally typically".split())
HAPPENING = frozenset("start begin open resume occur happen take hold convene proceed".split())
FRAMES = frozenset(("at", "in", "during", "after", "before", "following"))  # the occasion of what is said or done
NEEDING = frozenset(("had", "have", "has", "need", "needs", "needed"))
GOVERNING = frozenset(("to", "in", "of", "into", "with"))
YET_TO_COME = frozenset(("after", "once", "when", "before"))
EVER = frozenset(["whenever", "wherever"])
BACKING = frozenset("back support sponsor ally fund arm equip train".split())
SINGLING = frozenset("first second third last latest only".split())
