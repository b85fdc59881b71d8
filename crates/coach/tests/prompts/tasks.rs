//! Languages and tasks.

use super::read;
use promptwatt_coach::{Language, Task, detect_language};

#[test]
fn languages() {
    for (text, expected) in [
        ("Write a poem about rain", Some("en")),
        ("Explain quantum computing", Some("en")),
        ("What is the capital of France?", Some("en")),
        ("Écris un poème", Some("fr")),
        ("Quelle est la capitale de la France ?", Some("fr")),
        ("Explique la photosynthèse", Some("fr")),
        ("اكتب قصيدة عن المطر", Some("ar")),
        ("اشرح خوارزمية quicksort بلغة Python", Some("ar")),
        ("Escribe un poema sobre la lluvia", Some("es")),
        ("Schreibe ein Gedicht über den Regen", Some("de")),
        ("Explica qué es la fotosíntesis en tres frases", Some("es")),
        ("Scrivi una poesia sulla pioggia", None),
        ("Escreva um poema sobre a chuva", Some("pt")),
        ("写一首关于雨的诗", Some("zh")),
        ("用Python写一个quicksort算法", Some("zh")),
        ("Erkläre mir den Unterschied", Some("de")),
        ("Traduza para o inglês o texto abaixo", Some("pt")),
        ("Schrijf een gedicht over de regen", None),
        ("雨についての詩を書いてください", None),
        ("یک شعر درباره باران بنویس", None),
        ("12345", None),
        ("", None),
    ] {
        assert_eq!(
            detect_language(text).map(Language::code),
            expected,
            "{text}"
        );
        assert_eq!(read(text).language.map(Language::code), expected, "{text}");
    }
    assert_eq!(
        read("Translate into English:\n\nLe chat est dans la maison et il dort.").language,
        Some(Language::English)
    );
}

#[test]
fn tasks() {
    for (text, expected) in [
        ("Write an essay about rain.", "write"),
        ("Please write a summary of this book.", "summarise"),
        ("Summarize the article in 3 bullet points.", "summarise"),
        ("Translate this into French: hello", "translate"),
        ("Write a Python function that sorts a list.", "code"),
        ("Extract all dates from the text.", "extract"),
        ("Classify the sentiment of this review.", "classify"),
        ("Fix the grammar: he go home.", "correct"),
        ("What is a tide?", "answer"),
        ("Solve 3x + 4 = 10.", "reason"),
        ("Résume ce texte en 5 phrases.", "summarise"),
        ("Traduis en anglais : le chat", "translate"),
        ("Peux-tu m'expliquer la marée ?", "answer"),
        ("Écris une histoire sur la mer.", "write"),
        ("لخص هذا النص في ٥ جمل.", "summarise"),
        ("ترجم إلى الفرنسية: بحر", "translate"),
        ("اكتب قصة عن البحر", "write"),
        ("ما هو المد؟", "answer"),
        ("Hey", "chat"),
        // A stem of the lexicon stands for its forms.
        (
            "Revísamelo, por favor: Te escribo para decirte que ya esta todo listo.",
            "correct",
        ),
        (
            "Pouvez-vous vulgariser ce qu'est la photosynthèse",
            "answer",
        ),
        // An error of agreement is one of language, a warehouse none of code.
        (
            "Tem erro de concordância nessa frase? \"Fazem dois anos que moro aqui.\"",
            "correct",
        ),
        // A Chinese verb before 的 says which, and judging without a text is answering.
        (
            "医生写的这段我看不懂，严重吗？\n\n右肺上叶见磨玻璃结节，直径约5mm，边界清，建议6个月后复查CT。",
            "answer",
        ),
        ("Dime si es buena idea cenar solo fruta", "answer"),
        (
            "Bitte auf Spanisch, Sie-Form: Könnten Sie uns bitte die Rechnung schicken?",
            "translate",
        ),
        // The verb is not its own object.
        ("Name bands that sound like Fleetwood Mac", "answer"),
        // What is pointed at is there already.
        (
            "Mets ce message en anglais :\n\nBonjour, je vous envoie le devis. La livraison est comprise.",
            "translate",
        ),
        (
            "Mach den folgenden Absatz lebendiger:\n\nAm Samstag war das Turnier. Das Wetter war gut.",
            "correct",
        ),
        // Names are what is found, not what is made.
        (
            "Devuélveme en JSON el nombre y la ciudad:\n\nMe llamo Rubén y vivo en Gijón.",
            "extract",
        ),
        (
            "Summarize in a table who brings what.\n\nSam brings the juice. Ada bakes two quiches.",
            "extract",
        ),
        // The message of a program, and code within a line.
        (
            "Getting this when I run it, any ideas?\n\nE   ModuleNotFoundError: No module named 'app'\ntests/test_api.py:3: ModuleNotFoundError",
            "code",
        ),
        (
            "À quoi sert le mot-clé `yield` ? Donne un exemple.",
            "answer",
        ),
        // What follows "tu" is what the role does.
        (
            "Imagine que tu es un chat qui tient un journal. Je te pose des questions et tu réponds avec mépris.",
            "chat",
        ),
        ("الله يعطيك العافية، ما قصرت", "chat"),
        // Chinese has the verb after whom it is for.
        ("我想给房东写封信，说明下个月要提前退租", "write"),
    ] {
        assert_eq!(read(text).task.id(), expected, "{text}");
    }
}

/// Plain requests in several languages, each as somebody else might have put it: the reading must not need the prompts it was
/// written with.
const REQUESTS: &[(Task, &[&str])] = &[
    (
        Task::Write,
        &[
            "Draft an apology to a customer whose parcel got lost.",
            "I need a wedding toast for my brother.",
            "Limerick about a tired postman",
            "Could you write a 200-word blog post about keeping bees?",
            "Can you help me write a letter to my landlord about the broken heating?",
            "Please come up with a slogan for a bicycle repair shop.",
            "Make a short story about a lighthouse keeper",
            "Compose a farewell message for a colleague who is leaving",
            "Excuse for missing a dinner party",
            "Rédige une réclamation à mon opérateur internet.",
            "J'ai besoin d'un discours pour le départ en retraite de mon chef.",
            "Un slogan pour une boulangerie bio",
            "Pourrais-tu m'écrire une lettre de motivation pour un poste de serveur ?",
            "Verfasse eine Beschwerde an meinen Vermieter wegen Schimmel.",
            "Ich brauche eine Rede zum 60. Geburtstag meiner Mutter.",
            "Ein Slogan für eine Fahrradwerkstatt",
            "Kannst du mir eine Einladung zum Sommerfest schreiben?",
            "Redacta una queja a mi compañía de internet.",
            "Necesito un discurso para la boda de mi hermana.",
            "帮我写一封投诉信给房东。",
            "اكتب شكوى إلى صاحب البيت بسبب الرطوبة.",
            "Preciso de um discurso para o casamento da minha irmã.",
        ],
    ),
    (
        Task::Answer,
        &[
            "What causes the northern lights?",
            "why do cats purr",
            "Give me a list of good books about the Roman empire.",
            "Suggest seven things to do in Porto with kids.",
            "How can I learn to write better emails?",
            "Is it safe to eat raw oysters in summer?",
            "Tell me about the history of the printing press.",
            "Difference between a violin and a viola?",
            "Can you recommend a good podcast on economics?",
            "The pros and cons of electric cars",
            "In twenty-five words, explain what inflation is.",
            "Explain photosynthesis in three hundred and fifty words at most.",
            "Compare the three largest moons of Jupiter in a table.",
            "Give me the benefits of rowing as bullet points.",
            "Describe the water cycle in two paragraphs.",
            "Pourquoi le ciel est-il bleu ?",
            "C'est quoi la différence entre un virus et une bactérie ?",
            "Donne-moi une liste de films sur la mer.",
            "Quels sont les avantages du télétravail ?",
            "Explique en vingt-cinq mots ce qu'est une éclipse.",
            "Explique les marées en soixante-quinze mots maximum.",
            "Cite huit fleuves d'Afrique.",
            "Parle-moi de la bataille de Verdun.",
            "Compare le train et l'avion dans un tableau.",
            "Warum ist der Himmel blau?",
            "Was ist der Unterschied zwischen einem Virus und einem Bakterium?",
            "Erstelle eine Liste der höchsten Berge Europas.",
            "Erzähl mir etwas über die Hanse.",
            "Erkläre in fünfundzwanzig Wörtern, was Inflation ist.",
            "Nenne acht Flüsse in Afrika.",
            "Vergleiche Bahn und Flugzeug in einer Tabelle.",
            "¿Por qué el cielo es azul?",
            "Explica en treinta y cinco palabras qué es la inflación.",
            "天空为什么是蓝色的？",
            "لماذا السماء زرقاء؟",
            "Por que o céu é azul?",
        ],
    ),
    (
        Task::Summarise,
        &[
            "Summarise this article:\n\nThe council met on Monday to discuss the new bridge. It will cost four million and take two years to build.",
            "Give me a summary of the following in three sentences.\n\nThe council met on Monday to discuss the new bridge. It will cost four million.",
            "What are the main points of this memo?\n\nThe council met on Monday to discuss the new bridge. It will cost four million.",
            "Peux-tu résumer ce texte ?\n\nLe conseil s'est réuni lundi pour parler du nouveau pont. Il coûtera quatre millions.",
            "Fais un résumé en cinq points du texte suivant :\n\nLe conseil s'est réuni lundi pour parler du nouveau pont.",
            "Kannst du diesen Text zusammenfassen?\n\nDer Rat traf sich am Montag wegen der neuen Brücke. Sie kostet vier Millionen.",
            "Gib mir eine Zusammenfassung in drei Sätzen:\n\nDer Rat traf sich am Montag wegen der neuen Brücke.",
            "¿Me puedes resumir este texto?\n\nEl consejo se reunió el lunes para hablar del nuevo puente.",
            "请总结下面这段话：\n\n市议会周一开会讨论新桥，造价四百万。",
            "لخص النص التالي:\n\nاجتمع المجلس يوم الاثنين لمناقشة الجسر الجديد.",
            "Você pode resumir este texto?\n\nO conselho reuniu-se na segunda-feira para falar da nova ponte.",
        ],
    ),
    (
        Task::Translate,
        &[
            "Put this into Italian: \"The shop is closed on Mondays.\"",
            "How do you say \"good luck\" in Japanese?",
            "I need a French translation of this: We will be late.",
            "Mets cette phrase en espagnol : « Le magasin est fermé le lundi. »",
            "Traduisez en anglais :\n\nNous serons en retard.",
            "Bitte ins Englische übersetzen: Wir kommen später.",
            "把这句话翻译成英文：我们会迟到。",
        ],
    ),
    (
        Task::Correct,
        &[
            "Fix my grammar: he go to school yesterday and forget him book",
            "Make this sound more polite: Send me the file now.",
            "Could you proofread the following paragraph?\n\nTheir going to the park tomorow.",
            "Corrige les fautes : il a manger une pomme hier",
            "Rends ce message plus poli : envoie-moi le fichier.",
            "Korrigiere die Fehler: Er hat gestern ein Apfel gegessen",
            "Formuliere diese Nachricht höflicher: Schick mir die Datei.",
            "Corrige las faltas: el a comido una manzana ayer",
            "帮我润色这段话：\n\n我昨天去了商店，买了很多的东西。",
            "صحح الأخطاء: ذهبت الى المدرسه امس",
        ],
    ),
    (
        Task::Classify,
        &[
            "Is the following review positive or negative?\n\nThe food was cold and the waiter rude.",
            "Label each ticket as bug, feature or question:\n\n1. The app crashes\n2. Please add dark mode",
            "Cet avis est-il positif ou négatif ?\n\nLe plat était froid et le serveur désagréable.",
            "Ist diese Bewertung positiv oder negativ?\n\nDas Essen war kalt und der Kellner unfreundlich.",
        ],
    ),
    (
        Task::Extract,
        &[
            "Extract all the dates and names from this text and return them as JSON:\n\nAnna met Bob on 3 May. They left on 4 June.",
            "Pull out every phone number from the text below.\n\nCall Ann on 555-1234 or Bob on 555-9876.",
            "Relève les dates citées dans ce texte :\n\nAnne est venue le 3 mai et repartie le 4 juin.",
            "Extrahiere alle Namen aus dem folgenden Text:\n\nAnna traf Bert am 3. Mai in Köln.",
            "Extrae las fechas del siguiente texto:\n\nAna vino el 3 de mayo y se fue el 4 de junio.",
        ],
    ),
    (
        Task::Code,
        &[
            "Write a Python function that reverses a linked list.",
            "why does this throw?\n\n```js\nconst a = null; a.b();\n```",
            "How do I centre a div with CSS?",
            "Regex for a German postcode",
            "I need a bash script that renames all jpg files by date",
            "SQL to find duplicate rows in a table",
            "Écris une fonction Python qui inverse une liste.",
            "Comment centrer une div en CSS ?",
            "Schreibe eine Python-Funktion, die eine Liste umkehrt.",
            "Wie zentriere ich ein div mit CSS?",
            "Escribe una función en Python que invierta una lista.",
            "用Python写一个反转列表的函数",
        ],
    ),
    (
        Task::Reason,
        &[
            "What is 17 % of 2,340?",
            "A train leaves at 9:40 at 80 km/h and another at 10:10 at 110 km/h. When do they meet?",
            "Solve for x: 3x + 5 = 20",
            "Plan a three-day trip to Lisbon on a budget of 400 euros",
            "Prove that there are infinitely many primes.",
            "Combien font 15 % de 260 ?",
            "Organise-moi un week-end à Lyon avec deux enfants.",
            "Résous l'équation 2x + 3 = 11",
            "Wie viel sind 15 % von 260?",
            "Plane ein Wochenende in Hamburg mit zwei Kindern.",
            "Löse die Gleichung 2x + 3 = 11",
            "¿Cuánto es el 15 % de 260?",
            "260的15%是多少？",
        ],
    ),
    (
        Task::Chat,
        &[
            "hey, how are you?",
            "thanks a million!",
            "Act as a pirate and answer everything I say in character.",
            "I want you to act as a travel guide. I will tell you where I am.",
            "Let's play twenty questions. You start.",
            "Salut, ça va ?",
            "Merci pour tout !",
            "Tu es un pirate. Réponds-moi en restant dans ton rôle.",
            "Hallo, wie geht es dir?",
            "Danke für alles!",
            "Du bist ein Pirat. Bleib in deiner Rolle.",
        ],
    ),
];

#[test]
fn plain_requests_are_read() {
    let mut wrong = Vec::new();
    for (task, prompts) in REQUESTS {
        for text in *prompts {
            let found = read(text).task;
            if found != *task {
                wrong.push(format!("{text:?}: {}, read as {}", task.id(), found.id()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What the page offers to try, in each of its languages: a role, a question asked as long as possible, no length.
#[test]
fn the_examples_of_the_page_show_what_the_coach_is_for() {
    for language in ["en", "ar", "fr", "es"] {
        let path = format!("{}/../../texts/{language}.toml", env!("CARGO_MANIFEST_DIR"));
        let texts = std::fs::read_to_string(path).expect("the page has texts");
        let (_, example) = texts.split_once("[example]").expect("it has an example");
        let text = example.split('"').nth(1).expect("its text is quoted");
        let coaching = read(text);
        assert_eq!(coaching.task, Task::Answer, "{language}");
        let advised: Vec<&str> = coaching.advice.iter().map(|one| one.kind.id()).collect();
        assert_eq!(advised, ["output.budget", "output.inflate"], "{language}");
        assert!(coaching.suggestions.len() > 3, "{language}");
    }
}
