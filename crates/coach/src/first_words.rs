//! What the engine knows before any rule file is there: words that tell one language from another, verbs that
//! instructions begin with among them, and small talk, whose language need not be known.

use crate::lexicon::Sense;

/// Phrases by sense, separated by commas. Written folded: small letters, no accents; alef without hamza, ya for alef
/// maqsura, ha for ta marbuta. Numbers of tongues: [`crate::language::TONGUES`].
pub(crate) const FIRST_WORDS: [(Sense, &str); 8] = [
    (
        Sense::Stop(0),
        "the, a, in, of, and, is, are, you, your, to, for, with, that, this, these, those, what, how, why, when, where, which, who, it, its, my, me, i, i', from, by, be, an, or, at, can, could, would, should, will, about, into, their, there, have, has, do, does, did, was, were, we, they, not, if, please, following, using, between, some, than, then, them, he, she, his, her, our, but, as, on, let', summarize, summarise, translate, extract, classify, categorize, correct, proofread, rewrite, rephrase, paraphrase, debug, refactor, implement, solve, calculate, prove, explain, describe, answer, tell, define, list, name, give, suggest, recommend, discuss, analyze, provide, write, draft, create, generate, make, design, fix, find, help, show, act, any, all, more, no, so, up, out, code, only, want, need, use, step, each, it's, don't, what's, english, one, word, words, sentence, sentences, thank, thanks, good, night, morning, best, way, long, until, before, new, time, convert, number, first, two, three, five, after, very, too, also, just, get, am, had, because, without, while, sorry, hello, hi, hey, ok, okay, yes",
    ),
    (
        Sense::Stop(1),
        "le, la, les, l', a, un, une, des, du, de, d', et, est, sont, je, j', tu, il, elle, nous, vous, que, qu', qui, quoi, ce, c', cette, ces, pour, dans, sur, avec, mon, ma, mes, ton, votre, vos, au, aux, en, moi, te, pas, n', ou, par, quel, quelle, quels, quelles, comment, pourquoi, suivant, suivante, peux, pouvez, s', se, sans, plus, son, sa, ses, leur, mais, donc, texte, phrases, mots, entre, phrase, resumer, resumez, traduis, traduire, traduisez, extrais, extraire, classe, classez, classifie, corrige, corriger, corrigez, reformule, reformuler, relis, reecris, ecris, ecrire, ecrivez, redige, rediger, redigez, explique, expliquer, expliquez, decris, decrire, decrivez, reponds, definis, compare, liste, donne, donner, donnez, suggere, propose, recommande, resous, resoudre, calcule, calculer, combien, cree, creer, creez, genere, generer, analyse, fais, faire, faites, aide, tous, toutes, tout, fait, etre, sois, anglais, francais, aussi, tres, jusqu', lorsque, super, bonsoir, bonjour, merci, salut, veux, voudrais, suis, avez, avons, ont, cet, comme, deux, trois, cinq",
    ),
    (
        Sense::Stop(3),
        "el, la, los, las, un, una, unos, unas, de, del, y, es, son, en, que, por, para, con, al, lo, su, sus, se, mi, mis, tu, como, este, esta, estos, estas, esto, eso, texto, sobre, no, me, te, cual, cuales, quien, quiero, quisiera, necesito, puedes, podrias, puede, gracias, hola, tres, cinco, escribe, resume, traduce, explica, explicame, dame, dime, haz, hazme, crea, genera, corrige, clasifica, extrae, enumera, describe, compara, calcula, favor, cuando, cuanto, cuantos, donde, entre, pero, mas, muy, hay, tiene, ser, fue, palabras, frases, siguiente, porque, si, sin, sino, tambien, usted, ustedes, responde, ingles, espanol, hacer, ya, has, han, he, yo, nos, hasta, desde, todo, todos, cada, otro, otra, dos, cuatro, dice, dicen, hablame, hago, aqui, fechas, buenos, dias, sea, era, hacia, cualquier, esa, ese, nada, algo, mejor, q, negativa, positiva",
    ),
    (
        Sense::Stop(5),
        "o, os, as, a, um, uma, uns, umas, de, do, da, dos, das, e, em, no, na, nos, nas, ao, aos, que, por, para, pelo, pela, com, se, como, este, esta, esse, essa, isso, isto, texto, sobre, nao, me, qual, quais, quem, quero, gostaria, preciso, pode, poderia, obrigado, obrigada, ola, oi, tres, cinco, escreva, escreve, resuma, resume, traduza, traduz, explique, explica, liste, crie, gere, corrija, classifique, extraia, descreva, calcule, faca, diga, de-me, voce, voces, seu, sua, seus, suas, meu, minha, mais, muito, ha, tem, ser, foi, palavras, frases, seguinte, porque, sem, mas, tambem, responda, ingles, portugues, fazer, ja, eu, ele, ela, ate, desde, tudo, todos, cada, outro, outra, quando, quanto, quantos, onde, entre, por favor, dois, duas, vamos, valeu, pra, pro, bem, bom, boa, dia, gente, estao, posso, deixe, mim, num, numa, letra",
    ),
    (
        Sense::Stop(7),
        "il, lo, la, gli, le, un, una, di, del, della, dei, delle, e, che, per, con, su, nel, nella, questo, questa, come, non, mi, scrivi, riassumi, traduci, spiega, dammi, testo, sono, al, alla, in, da, quali, puoi, grazie, ciao, perche, piu, anche, cosa, ho, hai, ha, italiano, ma, si, l', dell', un', parole",
    ),
    (
        Sense::Stop(4),
        "der, die, das, den, dem, des, ein, eine, einen, einem, einer, eines, und, ist, sind, ich, du, sie, es, wir, ihr, nicht, mit, fur, auf, von, vom, zu, zum, zur, im, in, wie, was, wer, wo, wann, warum, welche, welcher, welches, bitte, danke, hallo, schreibe, schreib, erklare, erklar, ubersetze, fasse, nenne, gib, erstelle, korrigiere, beschreibe, liste, vergleiche, berechne, text, uber, mir, mich, mein, meine, meinen, auch, als, an, am, bei, nach, oder, wenn, kannst, konntest, konnen, konnten, dass, werden, wird, wurde, hat, haben, habe, aus, um, aber, nur, kein, keine, sich, dieser, diese, dieses, diesen, folgenden, folgende, worter, satze, satzen, unter, zwischen, durch, so, noch, sehr, mehr, man, war, sein, seine, moglichst, ohne, deutsch, englisch, englische, alle, einige, zwei, drei, formuliere, freundlicher, guten, tag, morgen, gerade, schon, hier, dann, doch, mal, wurden, konnte, sollte, mochte, brauche, ware, dir, ihnen, meiner, meinem, deine, euch",
    ),
    (
        Sense::Stop(8),
        "de, het, een, en, van, is, in, of, op, te, voor, met, niet, dat, die, deze, dit, schrijf, vertaal, leg, uit, tekst, over, hoe, wat, ik, je, kun, aan, als, zijn, naar, bij, ook, maar, jij, mijn, geef, maak, bedankt, nederlands, wordt, worden, door, waarom",
    ),
    (
        Sense::Thanks,
        "thanks, thank, thanks a lot, thank you, thank you so much, thank you very much, thanks so much, many thanks, thanks again, thx, cheers, great, perfect, awesome, nice, wonderful, cool, that was helpful, that helps, very helpful, so much, very much, ok, okay, got it, hi, hello, hey, hi there, hello there, good morning, good afternoon, good evening, goodbye, bye, have a great day, have a nice day, for your help, for the help, for everything, for this, chatgpt, claude, gemini, in advance, merci, merci beaucoup, mille mercis, bien, super, parfait, genial, bonjour, bonsoir, salut, coucou, au revoir, bonne journee, bonne soiree, beaucoup, pour votre aide, pour ton aide, pour tout, d'accord, شكرا, شكرا لك, شكرا جزيلا, جزيلا, لك, ممتاز, رائع, مرحبا, اهلا, اهلا وسهلا, السلام عليكم, عليكم السلام, صباح الخير, مساء الخير, مع السلامه, جزاك الله خيرا, بارك الله فيك, تمام, حسنا, ورحمه الله وبركاته, gracias, muchas gracias, muchisimas gracias, mil gracias, hola, buenos dias, buenas tardes, buenas noches, adios, hasta luego, genial, perfecto, por tu ayuda, por su ayuda, por todo, de nuevo, danke, vielen dank, danke schon, dankeschon, besten dank, vielen lieben dank, tausend dank, hallo, guten morgen, guten tag, guten abend, tschuss, auf wiedersehen, perfekt, super, toll, fur deine hilfe, fur ihre hilfe, fur die hilfe, im voraus, obrigado, obrigada, muito obrigado, muito obrigada, ola, oi, bom dia, boa tarde, boa noite, tchau, ate logo, otimo, perfeito, valeu, pela ajuda, pela sua ajuda, por tudo, 谢谢, 谢谢你, 谢谢您, 多谢, 感谢, 非常感谢, 十分感谢, 辛苦了, 你好, 您好, 早上好, 下午好, 晚上好, 再见, 好的, 太好了, 很好, 你的帮助, 您的帮助, 了, 啊, 大家好",
    ),
];
