//! What the engine knows before any rule file is there: words that tell one language from another, verbs that name a
//! task in the languages whose script tells nothing, and small talk, whose language need not be known.

use crate::coaching::Task;
use crate::lexicon::Sense;

/// Phrases by sense, separated by commas. Written folded: small letters, no accents; alef without hamza, ya for alef
/// maqsura, ha for ta marbuta. Numbers of tongues: [`crate::language::TONGUES`].
pub(crate) const FIRST_WORDS: [(Sense, &str); 26] = [
    (
        Sense::Stop(0),
        "the, of, and, is, are, you, your, to, for, with, that, this, these, those, what, how, why, when, where, which, who, it, its, my, me, i, i', from, by, be, an, or, at, can, could, would, should, will, about, into, their, there, have, has, do, does, did, was, were, we, they, not, if, please, following, using, between, some, than, then, them, he, she, his, her, our, but, as, on, let'",
    ),
    (
        Sense::Stop(1),
        "le, la, les, l', un, une, des, du, de, d', et, est, sont, je, j', tu, il, elle, nous, vous, que, qu', qui, quoi, ce, c', cette, ces, pour, dans, sur, avec, mon, ma, mes, ton, votre, vos, au, aux, en, moi, te, pas, n', ou, par, quel, quelle, quels, quelles, comment, pourquoi, suivant, suivante, peux, pouvez, s', se, sans, plus, son, sa, ses, leur, mais, donc, texte, phrases, mots, entre, phrase",
    ),
    (
        Sense::Stop(3),
        "el, la, los, las, un, una, de, del, y, es, son, en, que, por, para, con, al, lo, su, se, mi, tu, como, este, esta, texto, sobre, no, me, cual, escribe, resume, traduce, explica, dame, favor, cuando, donde, entre, pero, mas, palabras",
    ),
    (
        Sense::Stop(4),
        "o, os, as, um, uma, de, do, da, dos, das, e, em, no, na, que, por, para, com, ao, se, como, este, esta, texto, sobre, nao, me, qual, escreva, resuma, traduza, explique, voce, seu, sua, mais",
    ),
    (
        Sense::Stop(5),
        "il, lo, la, gli, le, un, una, di, del, della, dei, e, che, per, con, su, nel, nella, questo, questa, come, non, mi, scrivi, riassumi, traduci, spiega, testo, sono, al, alla, in, da, quali",
    ),
    (
        Sense::Stop(6),
        "der, die, das, den, dem, des, ein, eine, einen, einem, einer, und, ist, sind, ich, du, sie, es, nicht, mit, fur, auf, von, zu, im, in, wie, was, bitte, schreibe, erklare, ubersetze, text, uber, mir, auch, als, an, bei, nach, oder, wenn, kannst, dass, werden",
    ),
    (
        Sense::Stop(7),
        "de, het, een, en, van, is, in, of, op, te, voor, met, niet, dat, die, deze, dit, schrijf, vertaal, leg, uit, tekst, over, hoe, wat, ik, je, kun, aan, als",
    ),
    (
        Sense::Task(Task::Summarise, 0),
        "summarize, summarise, sum up, tl;dr, tldr, condense, recap",
    ),
    (
        Sense::Task(Task::Summarise, 1),
        "resume, resumer, resumez, synthetise, synthetiser, synthetisez",
    ),
    (Sense::Task(Task::Translate, 0), "translate"),
    (
        Sense::Task(Task::Translate, 1),
        "traduis, traduire, traduisez",
    ),
    (
        Sense::Task(Task::Extract, 0),
        "extract, pull out, find all, identify all",
    ),
    (
        Sense::Task(Task::Extract, 1),
        "extrais, extraire, extrayez, releve",
    ),
    (
        Sense::Task(Task::Classify, 0),
        "classify, categorize, categorise, label, is this review, is this email, sentiment of",
    ),
    (
        Sense::Task(Task::Classify, 1),
        "classe, classer, classez, classifie, categorise, etiquette",
    ),
    (
        Sense::Task(Task::Correct, 0),
        "correct, proofread, fix the grammar, fix my grammar, fix grammar, fix the spelling, edit this, edit the following, improve this text, improve the following, rewrite, rephrase, paraphrase, polish, reword, revise",
    ),
    (
        Sense::Task(Task::Correct, 1),
        "corrige, corriger, corrigez, reformule, reformuler, reformulez, relis, relire, reecris, reecrire, ameliore ce texte",
    ),
    (
        Sense::Task(Task::Code, 0),
        "debug, refactor, implement, program a, code a, code that, write code, fix this code, fix the bug, unit test, unit tests, write a script, write a function, write a program, write a query, write an sql, write a regex",
    ),
    (
        Sense::Task(Task::Code, 1),
        "programme une, programmer, code une, coder, debogue, deboguer, refactorise, implemente, implementer, ecris un script, ecris une fonction, ecris du code, ecrire une fonction",
    ),
    (
        Sense::Task(Task::Reason, 0),
        "solve, calculate, compute, prove, derive, plan, how many, how much, work out, decide, optimize, optimise, estimate",
    ),
    (
        Sense::Task(Task::Reason, 1),
        "resous, resoudre, calcule, calculer, calculez, prouve, prouver, demontre, demontrer, planifie, combien, organise",
    ),
    (
        Sense::Task(Task::Answer, 0),
        "explain, describe, answer, tell me, define, compare, list, name, give, suggest, recommend, what, why, how, when, where, which, who, does, discuss, outline, analyze, analyse, provide, teach",
    ),
    (
        Sense::Task(Task::Answer, 1),
        "explique, expliquer, expliquez, decris, decrire, decrivez, reponds, repondre, definis, compare, comparer, liste, lister, cite, donne, donner, donnez, suggere, propose, recommande, pourquoi, comment, quel, quelle, quels, quelles, qu', quoi, analyse, analyser, presente, detaille",
    ),
    (
        Sense::Task(Task::Write, 0),
        "write, draft, compose, create, generate, make, produce, invent, prepare, design",
    ),
    (
        Sense::Task(Task::Write, 1),
        "ecris, ecrire, ecrivez, redige, rediger, redigez, compose, composer, cree, creer, creez, genere, generer, invente, imagine, prepare, preparer",
    ),
    (
        Sense::Thanks,
        "thanks, thank, thanks a lot, thank you, thank you so much, thank you very much, thanks so much, many thanks, thanks again, thx, cheers, great, perfect, awesome, nice, wonderful, cool, that was helpful, that helps, very helpful, so much, very much, ok, okay, got it, hi, hello, hey, hi there, hello there, good morning, good afternoon, good evening, goodbye, bye, have a great day, have a nice day, for your help, for the help, for everything, for this, chatgpt, claude, gemini, in advance, merci, merci beaucoup, mille mercis, bien, super, parfait, genial, bonjour, bonsoir, salut, coucou, au revoir, bonne journee, bonne soiree, beaucoup, pour votre aide, pour ton aide, pour tout, d'accord, شكرا, شكرا لك, شكرا جزيلا, جزيلا, لك, ممتاز, رائع, مرحبا, اهلا, اهلا وسهلا, السلام عليكم, عليكم السلام, صباح الخير, مساء الخير, مع السلامه, جزاك الله خيرا, بارك الله فيك, تمام, حسنا, ورحمه الله وبركاته",
    ),
];
